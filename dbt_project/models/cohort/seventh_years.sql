with obtained as (
    -- R32: first enrolments in BSO 6, dual or not, that led to the certificate
    select
        leerling_id,
        schooljaar,
        {{ next_schooljaar('schooljaar') }} as vervolg_schooljaar
    from {{ ref('first_enrolments') }}
    where onderwijsvorm = 'BSO' and leerjaar = '6' and has_studiebewijs
)

select
    obtained.leerling_id,
    obtained.schooljaar,
    obtained.vervolg_schooljaar,
    -- R32: a seventh year of either population; aanloopfase is in neither
    case
        when enrolments.is_p_dual_goal then 'duaal'
        when enrolments.is_p_goal then 'niet duaal'
        else 'geen'
    end as zevende_jaar
from obtained
-- R32: no base where the next school year is not delivered
inner join {{ ref('school_years') }} as school_years on obtained.vervolg_schooljaar = school_years.schooljaar
left join {{ ref('count_day_enrolments') }} as enrolments
    on
        obtained.leerling_id = enrolments.leerling_id
        and obtained.vervolg_schooljaar = enrolments.schooljaar
        and enrolments.onderwijsvorm = 'BSO'
        and enrolments.leerjaar = '7'
