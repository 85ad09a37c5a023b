{{ config(meta={'rule': 'R62', 'dagster': {'ref': {'name': 'employment_characteristics'}}}) }}

{%- set categories = [
    '1', '2', '3 of meer', 'werkzoekend', 'niet beschikbaar'
] %}
{%- set columns = columns_of_leavers().split(',') + ['kwartaal'] %}

-- Company numbers of wage jobs, with self-employment as one that no company has, counted once each.
with employers as (
    select
        leaver_nr,
        kwartaal,
        bce_kbo
    from {{ ref('leaver_jobs') }}
    where is_wage_job and kwartaal in (1, 5, 8)
    union all
    select
        leaver_nr,
        kwartaal,
        'zelfstandige' as bce_kbo
    from {{ ref('leaver_quarters') }}
    where is_self_employed and kwartaal in (1, 5, 8)
),

work as (
    select
        leaver_nr,
        kwartaal,
        case
            when count(distinct bce_kbo) < 3 then cast(count(distinct bce_kbo) as string) else '3 of meer'
        end as categorie
    from employers
    group by leaver_nr, kwartaal
),

{{ persons_at_work() }},

expected as (
    {{ mart_rows('employment_characteristics', columns + ['categorie']) }}
    union all
    {{ figure('fig_31', ['schooljaar', 'kwartaal'], categories) }}
    union all
    {{
        figure(
            'txt_031', ['schooljaar', 'studiegebied', 'kwartaal'], categories, fixed={'onderwijsvorm': 'BSO'},
            where="onderwijsvorm = 'BSO' and " ~ in_three_areas()
        )
    }}
),

found as (
    {{
        mart_rows(
            'employment_characteristics', columns + ['werkgevers'], source=ref('employment_characteristics'), n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['fig_31', 'txt_031']) }}
),

{{ check_figures() }}
