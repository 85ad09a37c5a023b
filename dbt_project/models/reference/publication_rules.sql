{#- how many steps the longest chain of populations may have; a test holds it -#}
{%- set longest = 12 -%}

with step_0 as (
    select
        populatie,
        uit_populatie,
        regels
    from {{ ref('populations') }}
),

{% for step in range(1, longest) %}
step_{{ step }} as (
    select
        later.populatie,
        earlier.uit_populatie,
        earlier.regels
    from step_{{ step - 1 }} as later
    inner join {{ ref('populations') }} as earlier on later.uit_populatie = earlier.populatie
),

{% endfor %}
chains as (
    {% for step in range(longest) %}
        select
            populatie,
            regels
        from step_{{ step }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

named as (
    select
        publications.publicatie,
        'populatie' as via,
        chains.regels
    from {{ ref('publications') }} as publications
    inner join chains on publications.populatie = chains.populatie
    union all
    select
        publicatie,
        'publicatie' as via,
        eigen_regels as regels
    from {{ ref('publications') }}
)

select
    named.publicatie,
    rules.rule as regel,
    -- populatie goes before publicatie in the alphabet: a rule that is both is told once
    min(named.via) as via
from named
inner join {{ ref('rules') }} as rules on ' ' || named.regels || ' ' like '% ' || rules.rule || ' %'
group by named.publicatie, rules.rule
