{{ config(meta={'rule': 'R61', 'dagster': {'ref': {'name': 'employment_characteristics'}}}) }}

{%- set categories = [
    'arbeider', 'bediende', 'ambtenaar', 'andere', 'zelfstandige', 'mix', 'werkzoekend', 'niet beschikbaar'
] %}
{%- set columns = columns_of_leavers().split(',') + ['kwartaal'] %}

-- The classes of wage jobs and self-employment, one under the other, counted once each.
with classes as (
    select
        leaver_nr,
        kwartaal,
        case clatra
            when '1' then 'arbeider' when '2' then 'bediende' when '3' then 'ambtenaar' else 'andere'
        end as klasse
    from {{ ref('leaver_jobs') }}
    where is_wage_job and kwartaal in (1, 5, 8)
    union all
    select
        leaver_nr,
        kwartaal,
        'zelfstandige' as klasse
    from {{ ref('leaver_quarters') }}
    where is_self_employed and kwartaal in (1, 5, 8)
),

work as (
    select
        leaver_nr,
        kwartaal,
        case when count(distinct klasse) > 1 then 'mix' else max(klasse) end as categorie
    from classes
    group by leaver_nr, kwartaal
),

{{ persons_at_work() }},

expected as (
    {{ mart_rows('employment_characteristics', columns + ['categorie']) }}
    union all
    {{ figure('fig_29', ['schooljaar', 'kwartaal'], categories) }}
    union all
    {{
        figure(
            'fig_30', ['schooljaar', 'studiegebied', 'kwartaal'], categories, fixed={'onderwijsvorm': 'BSO'},
            where="onderwijsvorm = 'BSO' and " ~ in_three_areas()
        )
    }}
),

found as (
    {{
        mart_rows(
            'employment_characteristics', columns + ['werknemersklasse'], source=ref('employment_characteristics'), n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['fig_29', 'fig_30']) }}
),

{{ check_figures() }}
