with diplomas as (
    -- R36: the earliest delivered; an earlier diploma in another form or system takes the pupil out
    select
        leerling_id,
        min(schooljaar) as schooljaar
    from {{ ref('stg_agodi__kwalificaties') }}
    where studiebewijs = 'DIPLOMA_SO'
    group by leerling_id
),

enrolments as (
    -- R36: P_DUAL_GOAL is BSO throughout
    select
        chosen.*,
        {{ next_schooljaar('chosen.schooljaar') }} as next_schooljaar
    from {{ ref('count_day_enrolments') }} as chosen
    semi join diplomas on chosen.leerling_id = diplomas.leerling_id and chosen.schooljaar = diplomas.schooljaar
    where
        (chosen.is_p_goal or chosen.is_p_dual_goal)
        and chosen.onderwijsvorm || ' ' || chosen.leerjaar in ('TSO 6', 'BSO 7')
),

certified as (
    select distinct
        leerling_id,
        schooljaar
    from {{ ref('stg_agodi__kwalificaties') }}
    where studiebewijs = 'CERTIFICAAT_SENSE'
),

delivered as (
    select period as schooljaar
    from {{ ref('stg_intake__active_files') }}
    where agency = 'agodi' and dataset = 'kwalificaties'
)

select
    enrolments.leerling_id,
    enrolments.schooljaar,
    enrolments.onderwijsvorm,
    enrolments.leerjaar,
    enrolments.studiegebied,
    enrolments.stageverplichting,
    enrolments.is_p_dual_goal as is_duaal,
    -- R37: unknown when the next school year is not delivered
    case
        when school_years.schooljaar is not null then coalesce(later.is_se_n_se and later.onderwijsvorm = 'TSO', false)
    end as is_in_se_n_se,
    -- R37: unknown for who did not pass on, and when its qualifications are not delivered
    case
        when later.is_se_n_se and later.onderwijsvorm = 'TSO' and delivered.schooljaar is not null
            then certified.leerling_id is not null
    end as has_certificaat_sense,
    enrolments.source_line
from enrolments
left join {{ ref('school_years') }} as school_years on enrolments.next_schooljaar = school_years.schooljaar
left join {{ ref('count_day_enrolments') }} as later
    on enrolments.leerling_id = later.leerling_id and enrolments.next_schooljaar = later.schooljaar
left join delivered on enrolments.next_schooljaar = delivered.schooljaar
left join certified
    on enrolments.leerling_id = certified.leerling_id and enrolments.next_schooljaar = certified.schooljaar
