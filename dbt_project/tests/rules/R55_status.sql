{{ config(meta={'rule': 'R55', 'dagster': {'ref': {'name': 'leaver_quarters'}}}) }}

-- The status follows from what the leaver has in the quarter; and per quarter as many leavers have
-- work, a business or a registration as there are with one in the accepted data.
with counted as (
    select
        kwartaal,
        count_if(has_wage_job) as n_employed,
        count_if(is_self_employed) as n_self_employed,
        count_if(is_job_seeker) as n_job_seekers
    from {{ ref('leaver_quarters') }}
    group by kwartaal
),

registrations as (
    select
        leerling_id,
        kalenderkwartaal,
        1 as n_self_employed
    from {{ ref('stg_ksz__zelfstandigen') }}
    union all
    select distinct
        leerling_id,
        kalenderkwartaal,
        0 as n_self_employed
    from {{ ref('stg_ksz__werkzoekenden') }}
),

found as (
    select
        kwartaal,
        count(distinct leaver_nr) as n_employed,
        0 as n_self_employed,
        0 as n_job_seekers
    from {{ ref('leaver_jobs') }}
    where is_wage_job
    group by kwartaal
    union all
    select
        quarters.kwartaal,
        0 as n_employed,
        sum(registrations.n_self_employed) as n_self_employed,
        sum(1 - registrations.n_self_employed) as n_job_seekers
    from registrations
    inner join {{ ref('leavers') }} as leavers on registrations.leerling_id = leavers.leerling_id
    inner join {{ ref('exit_quarters') }} as quarters
        on
            leavers.schooljaar = quarters.schooljaar
            and registrations.kalenderkwartaal = quarters.kalenderkwartaal
    where quarters.is_delivered
    group by quarters.kwartaal
),

compared as (
    select counted.kwartaal
    from counted
    left join found on counted.kwartaal = found.kwartaal
    group by counted.kwartaal
    having
        max(counted.n_employed) <> coalesce(sum(found.n_employed), 0)
        or max(counted.n_self_employed) <> coalesce(sum(found.n_self_employed), 0)
        or max(counted.n_job_seekers) <> coalesce(sum(found.n_job_seekers), 0)
),

looked_at as (
    select count(*) as n
    from {{ ref('leaver_quarters') }}
),

offending as (
    select
        'inschrijvingen' as dataset,
        quarters.schooljaar as period,
        leavers.source_line
    from {{ ref('leaver_quarters') }} as quarters
    inner join {{ ref('leavers') }} as leavers on quarters.leaver_nr = leavers.leaver_nr
    where
        (quarters.arbeidsmarktstatus = 'werkend') <> (quarters.has_wage_job or quarters.is_self_employed)
        or (quarters.arbeidsmarktstatus = 'niet beschikbaar') <> (
            not quarters.has_wage_job and not quarters.is_self_employed and not quarters.is_job_seeker
        )
    union all
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from compared
),

{{ check_result() }}
