with employed as (
    select distinct
        leaver_nr,
        kwartaal
    from {{ ref('leaver_jobs') }}
    where is_wage_job
),

self_employed as (
    select
        leavers.leaver_nr,
        quarters.kwartaal
    from {{ ref('stg_ksz__zelfstandigen') }} as accepted
    inner join {{ ref('leavers') }} as leavers on accepted.leerling_id = leavers.leerling_id
    inner join {{ ref('exit_quarters') }} as quarters
        on
            leavers.schooljaar = quarters.schooljaar
            and accepted.kalenderkwartaal = quarters.kalenderkwartaal
),

job_seekers as (
    select distinct
        leavers.leaver_nr,
        quarters.kwartaal
    from {{ ref('stg_ksz__werkzoekenden') }} as accepted
    inner join {{ ref('leavers') }} as leavers on accepted.leerling_id = leavers.leerling_id
    inner join {{ ref('exit_quarters') }} as quarters
        on
            leavers.schooljaar = quarters.schooljaar
            and accepted.kalenderkwartaal = quarters.kalenderkwartaal
),

flags as (
    select
        leavers.leaver_nr,
        leavers.schooljaar,
        quarters.kwartaal,
        employed.leaver_nr is not null as has_wage_job,
        self_employed.leaver_nr is not null as is_self_employed,
        job_seekers.leaver_nr is not null as is_job_seeker
    from {{ ref('leavers') }} as leavers
    inner join {{ ref('exit_quarters') }} as quarters on leavers.schooljaar = quarters.schooljaar
    left join employed
        on leavers.leaver_nr = employed.leaver_nr and quarters.kwartaal = employed.kwartaal
    left join self_employed
        on leavers.leaver_nr = self_employed.leaver_nr and quarters.kwartaal = self_employed.kwartaal
    left join job_seekers
        on leavers.leaver_nr = job_seekers.leaver_nr and quarters.kwartaal = job_seekers.kwartaal
    -- R52
    where quarters.is_delivered
)

select
    *,
    -- R55: any duration; work goes before looking for it
    case
        when has_wage_job or is_self_employed then 'werkend'
        when is_job_seeker then 'werkzoekend'
        else 'niet beschikbaar'
    end as arbeidsmarktstatus
from flags
