{#
    The CTE `chains` (populatie, regels): the rules of each population and of all that it is taken from. One round goes
    one population further back; no chain is as long as the rounds (a test holds that). A recursive query would say it
    without rounds, but not every engine reads one.
#}
{% macro population_chains() %}
{%- set rounds = 12 -%}
round_0 as (
    select
        populatie,
        uit_populatie,
        regels
    from {{ ref('populations') }}
),

{% for round in range(1, rounds) %}
round_{{ round }} as (
    select
        later.populatie,
        earlier.uit_populatie,
        earlier.regels
    from round_{{ round - 1 }} as later
    inner join {{ ref('populations') }} as earlier on later.uit_populatie = earlier.populatie
),

{% endfor %}
chains as (
    {% for round in range(rounds) %}
        select
            populatie,
            regels
        from round_{{ round }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{% endmacro %}
