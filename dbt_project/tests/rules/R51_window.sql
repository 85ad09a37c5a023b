{{ config(meta={'rule': 'R51', 'dagster': {'ref': {'name': 'exit_quarters'}}}) }}

-- The window written out: K1 is the third quarter of the year in which the exit year ends, K8 the second of two
-- years later.
with years as (
    select
        period as schooljaar,
        cast(substr(period, 6, 4) as int) as final_year
    from {{ ref('stg_intake__active_files') }}
    where agency = 'agodi' and dataset = 'inschrijvingen'
    qualify row_number() over (order by period desc) > 1
),

expected as (
    select
        years.schooljaar,
        steps.kwartaal,
        cast(years.final_year + steps.years_later as string) || steps.quarter as kalenderkwartaal
    from years
    cross join (
        values
        (1, 0, 'Q3'), (2, 0, 'Q4'), (3, 1, 'Q1'), (4, 1, 'Q2'), (5, 1, 'Q3'), (6, 1, 'Q4'), (7, 2, 'Q1'), (8, 2, 'Q2')
    ) as steps (kwartaal, years_later, quarter)
),

compared as (
    select coalesce(expected.kalenderkwartaal = found.kalenderkwartaal, false) as is_equal
    from expected
    full join {{ ref('exit_quarters') }} as found
        on expected.schooljaar = found.schooljaar and expected.kwartaal = found.kwartaal
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
