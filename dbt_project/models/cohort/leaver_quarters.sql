with employed as (
    select distinct
        leerling_id,
        kwartaal
    from {{ ref('wage_jobs') }}
),

job_seekers as (
    select distinct
        leerling_id,
        kalenderkwartaal
    from {{ ref('stg_ksz__werkzoekenden') }}
),

flags as (
    select
        leavers.leerling_id,
        leavers.schooljaar,
        quarters.kwartaal,
        employed.leerling_id is not null as has_wage_job,
        self_employed.leerling_id is not null as is_self_employed,
        job_seekers.leerling_id is not null as is_job_seeker
    from {{ ref('leavers') }} as leavers
    inner join {{ ref('exit_quarters') }} as quarters on leavers.schooljaar = quarters.schooljaar
    left join employed
        on leavers.leerling_id = employed.leerling_id and quarters.kwartaal = employed.kwartaal
    left join {{ ref('stg_ksz__zelfstandigen') }} as self_employed
        on
            leavers.leerling_id = self_employed.leerling_id
            and quarters.kalenderkwartaal = self_employed.kalenderkwartaal
    left join job_seekers
        on
            leavers.leerling_id = job_seekers.leerling_id
            and quarters.kalenderkwartaal = job_seekers.kalenderkwartaal
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
