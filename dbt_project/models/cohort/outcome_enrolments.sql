select
    chosen.leerling_id,
    chosen.schooljaar,
    chosen.onderwijsvorm,
    chosen.leerjaar,
    chosen.studiegebied,
    chosen.stageverplichting,
    chosen.is_p_dual_goal as is_duaal,
    certificates.has_studiebewijs,
    coalesce(firsts.is_eerder_niet_duaal, false) as is_eerder_niet_duaal,
    school_years.schooljaar as vervolg_schooljaar,
    -- R32, of any enrolment: seventh_years tells it of the first ones
    case
        when school_years.schooljaar is null then null
        when following.is_p_dual_goal then 'duaal'
        when following.is_p_goal then 'niet duaal'
        else 'geen'
    end as zevende_jaar,
    min(chosen.schooljaar) over of_pupil as eerste_samen,
    max(chosen.schooljaar) over of_pupil as laatste_samen,
    min(chosen.schooljaar) over of_pupil_in_form as eerste_apart,
    max(chosen.schooljaar) over of_pupil_in_form as laatste_apart
from {{ ref('count_day_enrolments') }} as chosen
left join {{ ref('enrolment_certificates') }} as certificates
    on chosen.leerling_id = certificates.leerling_id and chosen.schooljaar = certificates.schooljaar
left join {{ ref('first_enrolments') }} as firsts
    on chosen.leerling_id = firsts.leerling_id and chosen.schooljaar = firsts.schooljaar
left join {{ ref('school_years') }} as school_years
    on
        certificates.has_studiebewijs
        and chosen.onderwijsvorm = 'BSO'
        and chosen.leerjaar = '6'
        and {{ next_schooljaar('chosen.schooljaar') }} = school_years.schooljaar
left join {{ ref('count_day_enrolments') }} as following
    on
        chosen.leerling_id = following.leerling_id
        and school_years.schooljaar = following.schooljaar
        and following.onderwijsvorm = 'BSO'
        and following.leerjaar = '7'
where (chosen.is_p_goal or chosen.is_p_dual_goal) and chosen.leerjaar in ('6', '7')
window
    of_pupil as (partition by chosen.leerling_id, chosen.leerjaar, chosen.is_p_dual_goal),
    of_pupil_in_form as (
        partition by chosen.leerling_id, chosen.leerjaar, chosen.is_p_dual_goal, chosen.onderwijsvorm
    )
