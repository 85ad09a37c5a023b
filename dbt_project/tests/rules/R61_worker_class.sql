{{ config(meta={'rule': 'R61', 'dagster': {'ref': {'name': 'employment_characteristics'}}}) }}

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

{{ check_work('werknemersklasse') }}
