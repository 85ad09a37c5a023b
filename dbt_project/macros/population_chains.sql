{#
    The CTE `chains` (populatie, regels, overbodige_regels): the rules of each population and of all that it is taken
    from, and those that one of them makes superfluous. One round goes one population further back; no chain is as long
    as the rounds (tests/conventions holds that). A recursive query needs no rounds, but not every engine reads one.
#}
{% macro population_chains() %}
{%- set rounds = 12 -%}
round_0 as (
    select
        populatie,
        uit_populatie,
        regels,
        overbodige_regels
    from {{ ref('populations') }}
),

{% for round in range(1, rounds) %}
round_{{ round }} as (
    select
        later.populatie,
        earlier.uit_populatie,
        earlier.regels,
        earlier.overbodige_regels
    from round_{{ round - 1 }} as later
    inner join {{ ref('populations') }} as earlier on later.uit_populatie = earlier.populatie
),

{% endfor %}
chains as (
    {% for round in range(rounds) %}
        select
            populatie,
            regels,
            overbodige_regels
        from round_{{ round }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{% endmacro %}
