with complete_cohorts as (
    select distinct schooljaar
    from {{ ref('exit_quarters') }}
    where is_complete
),

first_quarters as (
    select
        quarters.leaver_nr,
        quarters.schooljaar,
        min(case when quarters.arbeidsmarktstatus <> 'niet beschikbaar' then quarters.kwartaal end) as available,
        min(case when quarters.arbeidsmarktstatus = 'werkend' then quarters.kwartaal end) as working,
        max(case when quarters.arbeidsmarktstatus <> 'niet beschikbaar' then quarters.kwartaal end) as last_available
    from {{ ref('leaver_quarters') }} as quarters
    inner join complete_cohorts on quarters.schooljaar = complete_cohorts.schooljaar
    group by quarters.leaver_nr, quarters.schooljaar
)

select
    leaver_nr,
    schooljaar,
    -- R56
    coalesce(cast(available as string), 'niet beschikbaar') as start_kwartaal,
    -- R57: only for those who start in K1
    case
        when available is null or available > 1 then null
        when working is not null then cast(working as string)
        when last_available = 8 then 'geen tewerkstelling'
        else 'arbeidsmarkt verlaten'
    end as eerste_tewerkstelling
from first_quarters
