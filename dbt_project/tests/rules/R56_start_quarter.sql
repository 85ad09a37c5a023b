{{ config(meta={'rule': 'R56', 'dagster': {'ref': {'name': 'outflow'}}}) }}

{%- set categories = ['1', '2', '3', '4', '5', '6', '7', '8', 'niet beschikbaar'] %}
{%- set columns = columns_of_leavers().split(',') %}

-- The first digit above 1 in the eight quarters of a leaver, written as digits. And the mart and fig_17 ... fig_19
-- count every leaver of a complete cohort by that quarter.
with {{ status_patterns() }},

again as (
    select
        leaver_nr,
        case
            when pattern = '11111111' then 'niet beschikbaar'
            else cast(instr(replace(pattern, '3', '2'), '2') as string)
        end as categorie
    from patterns
),

{{ persons_among_leavers('again', ['categorie']) }},

expected as (
    {{ mart_rows('outflow', columns + ['categorie']) }}
    union all
    {{ figure('fig_17', ['schooljaar'], categories) }}
    union all
    {{ figure('fig_18', ['schooljaar', 'onderwijsvorm', 'stageverplichting'], categories) }}
    union all
    {{ figure('fig_19', ['schooljaar', 'onderwijsvorm', 'studiegebied'], categories, where=in_three_areas()) }}
),

found as (
    {{ mart_rows('outflow', columns + ['start_kwartaal'], source=ref('outflow'), n='n_leavers') }}
    union all
    {{ figures_found(['fig_17', 'fig_18', 'fig_19']) }}
),

{{ compare_figures() }},

looked_at as (
    select count(*) as n
    from again
),

offending as (
    select
        'inschrijvingen' as dataset,
        leavers.schooljaar as period,
        leavers.source_line
    from again
    full join {{ ref('labour_market_entries') }} as entries on again.leaver_nr = entries.leaver_nr
    left join {{ ref('leavers') }} as leavers on coalesce(again.leaver_nr, entries.leaver_nr) = leavers.leaver_nr
    where again.categorie is distinct from entries.start_kwartaal
    union all
    select
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}
