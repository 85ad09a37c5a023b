{{ config(meta={'rule': 'R65', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- tab_5 counts, per study area and quarter, every person of the base who left in a complete exit year of the pool,
-- under a label that names its first and last year; tab_6 has the same label.
with complete as (
    select schooljaar
    from {{ ref('exit_quarters') }}
    where
        cast(substr(schooljaar, 1, 4) as int)
        between cast(substr('{{ var("pool_eerste_schooljaar") }}', 1, 4) as int)
        and cast(substr('{{ var("pool_laatste_schooljaar") }}', 1, 4) as int)
    group by schooljaar
    having bool_and(is_delivered)
),

label as (
    select concat_ws('..', min(schooljaar), max(schooljaar)) as schooljaar
    from complete
),

expected as (
    select
        leavers.studiegebied,
        count(*) as n
    from {{ ref('labour_market_entries') }} as entries
    inner join {{ ref('leavers') }} as leavers on entries.leaver_nr = leavers.leaver_nr
    semi join complete on leavers.schooljaar = complete.schooljaar
    where entries.start_kwartaal = '1' and leavers.onderwijsvorm = 'BSO'
    group by leavers.studiegebied
),

compared as (
    select
        cells.schooljaar = label.schooljaar
        and (
            cells.publicatie = 'tab_6'
            or coalesce(min(cells.noemer) = max(expected.n) and sum(cells.aantal) = max(expected.n), false)
        ) as is_equal
    from {{ ref('cells') }} as cells
    cross join label
    left join expected on cells.studiegebied = expected.studiegebied
    where cells.publicatie in ('tab_5', 'tab_6')
    group by cells.publicatie, cells.schooljaar, cells.studiegebied, cells.kwartaal, label.schooljaar
),

looked_at as (
    select count(*) as n
    from compared
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from compared
    where not is_equal
),

{{ check_result() }}
