with last_enrolments as (
    -- R50: over all count-day enrolments, whatever the provider or the form; Se-n-Se is skipped
    select
        leerling_id,
        max(schooljaar) as schooljaar
    from {{ ref('count_day_enrolments') }}
    where not is_se_n_se
    group by leerling_id
),

leavers as (
    -- R50: the filters come after the choice of the last enrolment
    select enrolments.*
    from {{ ref('count_day_enrolments') }} as enrolments
    inner join last_enrolments
        on
            enrolments.leerling_id = last_enrolments.leerling_id
            and enrolments.schooljaar = last_enrolments.schooljaar
    inner join {{ ref('school_years') }} as school_years on enrolments.schooljaar = school_years.schooljaar
    where
        enrolments.is_p_goal
        and enrolments.leerjaar in ('6', '7')
        and not school_years.is_newest
),

qualifications as (
    -- R35: up to and including the exit year
    select
        leavers.leerling_id,
        max(
            case
                when kwalificaties.studiebewijs = 'DIPLOMA_SO' then 2
                when kwalificaties.studiebewijs in ('STUDIEGETUIGSCHRIFT_6', 'STUDIEGETUIGSCHRIFT_7') then 1
                else 0
            end
        ) as niveau
    from leavers
    inner join {{ ref('stg_agodi__kwalificaties') }} as kwalificaties
        on
            leavers.leerling_id = kwalificaties.leerling_id
            and leavers.schooljaar >= kwalificaties.schooljaar
    group by leavers.leerling_id
),

delivered as (
    -- R35 uses what is delivered; where nothing is at all, no qualification is known, not even none
    select count(*) > 0 as has_kwalificaties
    from {{ ref('stg_intake__active_files') }}
    where agency = 'agodi' and dataset = 'kwalificaties'
)

select
    leavers.leerling_id,
    -- a short key: the joins over millions of quarters and jobs go by it
    cast(row_number() over (order by leavers.schooljaar, leavers.source_line) as int) as leaver_nr,
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.studierichting,
    leavers.instellingsnummer,
    leavers.stageverplichting,
    case
        when qualifications.niveau = 2 then 'diploma'
        when qualifications.niveau = 1 then 'studiegetuigschrift'
        when delivered.has_kwalificaties then 'geen'
    end as kwalificatie,
    leavers.source_line
from leavers
cross join delivered
left join qualifications on leavers.leerling_id = qualifications.leerling_id
