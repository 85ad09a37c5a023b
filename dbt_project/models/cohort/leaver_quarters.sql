with windows as (
    select
        leavers.leerling_id,
        leavers.schooljaar,
        quarters.kwartaal,
        quarters.kalenderkwartaal
    from {{ ref('leavers') }} as leavers
    inner join {{ ref('exit_quarters') }} as quarters on leavers.schooljaar = quarters.schooljaar
    where quarters.is_delivered
),

employed as (
    select distinct
        leerling_id,
        kalenderkwartaal
    from {{ ref('leaver_jobs') }}
    where is_wage_job
),

job_seekers as (
    select distinct
        leerling_id,
        kalenderkwartaal
    from {{ ref('stg_ksz__werkzoekenden') }}
),

flags as (
    select
        windows.leerling_id,
        windows.schooljaar,
        windows.kwartaal,
        employed.leerling_id is not null as has_wage_job,
        self_employed.leerling_id is not null as is_self_employed,
        job_seekers.leerling_id is not null as is_job_seeker
    from windows
    left join employed
        on
            windows.leerling_id = employed.leerling_id
            and windows.kalenderkwartaal = employed.kalenderkwartaal
    left join {{ ref('stg_ksz__zelfstandigen') }} as self_employed
        on
            windows.leerling_id = self_employed.leerling_id
            and windows.kalenderkwartaal = self_employed.kalenderkwartaal
    left join job_seekers
        on
            windows.leerling_id = job_seekers.leerling_id
            and windows.kalenderkwartaal = job_seekers.kalenderkwartaal
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
