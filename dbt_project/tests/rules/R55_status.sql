{{ config(meta={'rule': 'R55', 'dagster': {'ref': {'name': 'leaver_quarters'}}}) }}

-- The status follows from what the leaver has in the quarter; and per exit year and quarter as many leavers have
-- work, a business or a registration as there are with one in the accepted data.
with counted as (
    select
        schooljaar,
        kwartaal,
        count_if(has_wage_job) as n_employed,
        count_if(is_self_employed) as n_self_employed,
        count_if(is_job_seeker) as n_job_seekers
    from {{ ref('leaver_quarters') }}
    group by schooljaar, kwartaal
),

found as (
    select
        schooljaar,
        kwartaal,
        count(distinct leerling_id) as n_employed,
        0 as n_self_employed,
        0 as n_job_seekers
    from {{ ref('leaver_jobs') }}
    where is_wage_job
    group by schooljaar, kwartaal
    union all
    select
        leavers.schooljaar,
        quarters.kwartaal,
        0 as n_employed,
        count(distinct case when accepted.is_self_employed then accepted.leerling_id end) as n_self_employed,
        count(distinct case when not accepted.is_self_employed then accepted.leerling_id end) as n_job_seekers
    from (
        select
            leerling_id,
            kalenderkwartaal,
            true as is_self_employed
        from {{ ref('stg_ksz__zelfstandigen') }}
        union all
        select
            leerling_id,
            kalenderkwartaal,
            false as is_self_employed
        from {{ ref('stg_ksz__werkzoekenden') }}
    ) as accepted
    inner join {{ ref('leavers') }} as leavers on accepted.leerling_id = leavers.leerling_id
    inner join {{ ref('exit_quarters') }} as quarters
        on
            leavers.schooljaar = quarters.schooljaar
            and accepted.kalenderkwartaal = quarters.kalenderkwartaal
    where quarters.is_delivered
    group by leavers.schooljaar, quarters.kwartaal
),

compared as (
    select
        counted.schooljaar,
        counted.kwartaal
    from counted
    left join found on counted.schooljaar = found.schooljaar and counted.kwartaal = found.kwartaal
    group by counted.schooljaar, counted.kwartaal
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
    inner join {{ ref('leavers') }} as leavers on quarters.leerling_id = leavers.leerling_id
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
