{{ config(meta={'rule': 'R57', 'dagster': {'ref': {'name': 'first_employment'}}}) }}

{%- set categories = ['1', '2', '3', '4', '5', '6', '7', '8', 'geen tewerkstelling', 'arbeidsmarkt verlaten'] %}
{%- set columns = columns_of_leavers().split(',') %}

-- The first 3 in the eight quarters of a leaver, written as digits, the first of which is no 1; without a 3 the last
-- digit decides. And the mart and fig_24 ... fig_26 count everyone who starts in K1 by that.
with {{ status_patterns() }},

again as (
    select
        leaver_nr,
        case
            when pattern like '1%' then null
            when pattern like '%3%' then cast(instr(pattern, '3') as string)
            when pattern like '%2' then 'geen tewerkstelling'
            else 'arbeidsmarkt verlaten'
        end as categorie
    from patterns
),

first_employments as (
    select *
    from again
    where categorie is not null
),

{{ persons_among_leavers('first_employments', ['categorie']) }},

expected as (
    {{ mart_rows('first_employment', columns + ['categorie']) }}
    union all
    {{ figure('fig_24', ['schooljaar'], categories) }}
    union all
    {{ figure('fig_25', ['schooljaar', 'onderwijsvorm', 'stageverplichting'], categories) }}
    union all
    {{ figure('fig_26', ['schooljaar', 'onderwijsvorm', 'studiegebied'], categories, where=in_three_areas()) }}
),

found as (
    {{
        mart_rows(
            'first_employment', columns + ['eerste_tewerkstelling'], source=ref('first_employment'), n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['fig_24', 'fig_25', 'fig_26']) }}
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
    inner join {{ ref('labour_market_entries') }} as entries on again.leaver_nr = entries.leaver_nr
    left join {{ ref('leavers') }} as leavers on again.leaver_nr = leavers.leaver_nr
    where again.categorie is distinct from entries.eerste_tewerkstelling
    union all
    select
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}
