{{ config(meta={'rule': 'R12', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- The cells by study area hold the three areas, and as many pupils as the areas have, whatever their group (R11).
with areas as (
    select
        'fig_19' as publicatie,
        leavers.schooljaar,
        leavers.onderwijsvorm,
        leavers.studiegebied,
        count(*) as n
    from {{ ref('labour_market_entries') }} as entries
    inner join {{ ref('leavers') }} as leavers on entries.leaver_nr = leavers.leaver_nr
    where leavers.studiegebied in ('Handel', 'Mechanica-elektriciteit', 'Personenzorg')
    group by leavers.schooljaar, leavers.onderwijsvorm, leavers.studiegebied
    union all
    select
        'fig_26' as publicatie,
        leavers.schooljaar,
        leavers.onderwijsvorm,
        leavers.studiegebied,
        count(*) as n
    from {{ ref('labour_market_entries') }} as entries
    inner join {{ ref('leavers') }} as leavers on entries.leaver_nr = leavers.leaver_nr
    where
        leavers.studiegebied in ('Handel', 'Mechanica-elektriciteit', 'Personenzorg')
        and entries.start_kwartaal = '1'
    group by leavers.schooljaar, leavers.onderwijsvorm, leavers.studiegebied
),

printed as (
    select
        publicatie,
        schooljaar,
        onderwijsvorm,
        studiegebied,
        max(noemer) as n,
        sum(aantal) as n_counted
    from {{ ref('cells') }}
    where publicatie in ('fig_19', 'fig_26')
    group by publicatie, schooljaar, onderwijsvorm, studiegebied
),

compared as (
    select coalesce(areas.n = printed.n and areas.n = printed.n_counted, false) as is_equal
    from areas
    full join printed
        on
            areas.publicatie = printed.publicatie
            and areas.schooljaar = printed.schooljaar
            and areas.onderwijsvorm = printed.onderwijsvorm
            and areas.studiegebied = printed.studiegebied
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
