{{ config(meta={'dagster': {'ref': {'name': 'stg_intake__active_files'}}}) }}

-- R52: a quarter without all three files is not delivered.
with delivered as (
    select
        period,
        cast(substr(period, 1, 4) as int) * 4 + cast(substr(period, 6, 1) as int) as kwartaal_nr,
        count(*) as n_files
    from {{ ref('stg_intake__active_files') }}
    where agency = 'ksz'
    group by period
),

looked_at as (
    select coalesce(max(kwartaal_nr) - min(kwartaal_nr) + 1, 0) as n
    from delivered
),

steps as (
    select
        period,
        n_files,
        kwartaal_nr - lag(kwartaal_nr) over (order by kwartaal_nr) as n_quarters
    from delivered
),

offending as (
    select
        cast(null as string) as dataset,
        period,
        cast(null as bigint) as source_line
    from steps
    where n_files < 3 or n_quarters > 1
),

{{ check_result() }}
