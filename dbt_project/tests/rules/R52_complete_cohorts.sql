{{ config(meta={'rule': 'R52', 'dagster': {'ref': {'name': 'labour_market_status'}}}) }}

-- A quarter counts when the three datasets are each active for it, a cohort when none of its eight is missing; what
-- is published per quarter has every such quarter, the rest every such cohort, and nothing else.
with quarters as (
    select
        quarters.schooljaar,
        quarters.kwartaal,
        quarters.is_delivered,
        quarters.is_complete,
        jobs.period is not null and self_employed.period is not null and seekers.period is not null as is_there
    from {{ ref('exit_quarters') }} as quarters
    left join {{ ref('stg_intake__active_files') }} as jobs
        on quarters.kalenderkwartaal = jobs.period and jobs.dataset = 'tewerkstelling'
    left join {{ ref('stg_intake__active_files') }} as self_employed
        on quarters.kalenderkwartaal = self_employed.period and self_employed.dataset = 'zelfstandigen'
    left join {{ ref('stg_intake__active_files') }} as seekers
        on quarters.kalenderkwartaal = seekers.period and seekers.dataset = 'werkzoekenden'
),

cohorts as (
    select
        schooljaar,
        min(case when is_there then 1 else 0 end) = 1 as is_whole
    from quarters
    group by schooljaar
),

exit_years as (
    select distinct schooljaar
    from {{ ref('leavers') }}
),

compared as (
    select
        case
            when quarters.is_delivered <> quarters.is_there then true
            when quarters.is_complete <> cohorts.is_whole then true
            when exit_years.schooljaar is null then false
            when quarters.is_there <> (status.kwartaal is not null) then true
            else cohorts.is_whole <> (outflow.schooljaar is not null)
        end as is_wrong
    from quarters
    inner join cohorts on quarters.schooljaar = cohorts.schooljaar
    left join exit_years on quarters.schooljaar = exit_years.schooljaar
    left join (
        select distinct
            schooljaar,
            kwartaal
        from {{ ref('labour_market_status') }}
    ) as status
        on quarters.schooljaar = status.schooljaar and quarters.kwartaal = status.kwartaal
    left join (select distinct schooljaar from {{ ref('outflow') }}) as outflow
        on quarters.schooljaar = outflow.schooljaar
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
    where is_wrong
),

{{ check_result() }}
