{{ config(meta={'rule': 'R35', 'dagster': {'ref': {'name': 'leavers'}}}) }}

-- The best certificate comes first in the alphabet: DIPLOMA_SO, STUDIEGETUIGSCHRIFT_6, STUDIEGETUIGSCHRIFT_7.
with best as (
    select
        kwalificaties.leerling_id,
        min(kwalificaties.studiebewijs) as studiebewijs
    from {{ ref('stg_agodi__kwalificaties') }} as kwalificaties
    semi join {{ ref('leavers') }} as leavers
        on
            kwalificaties.leerling_id = leavers.leerling_id
            and cast(substr(kwalificaties.schooljaar, 1, 4) as int) <= cast(substr(leavers.schooljaar, 1, 4) as int)
    where kwalificaties.studiebewijs not in ('CERTIFICAAT_SENSE', 'OVERIGE')
    group by kwalificaties.leerling_id
),

delivered as (
    select count(*) as n_periods
    from {{ ref('stg_intake__active_files') }}
    where dataset = 'kwalificaties'
),

looked_at as (
    select count(*) as n
    from {{ ref('leavers') }}
),

offending as (
    select
        'inschrijvingen' as dataset,
        leavers.schooljaar as period,
        leavers.source_line
    from {{ ref('leavers') }} as leavers
    cross join delivered
    left join best on leavers.leerling_id = best.leerling_id
    where
        leavers.kwalificatie is distinct from case
            when delivered.n_periods = 0 then null
            else coalesce(lower(split_part(best.studiebewijs, '_', 1)), 'geen')
        end
),

{{ check_result() }}
