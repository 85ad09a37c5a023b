select
    enrolments.schooljaar,
    enrolments.onderwijsvorm,
    enrolments.leerjaar,
    enrolments.studiegebied,
    enrolments.stageverplichting,
    case when enrolments.is_duaal then 'ja' else 'nee' end as duaal,
    enrolments.has_studiebewijs,
    seventh_years.vervolg_schooljaar,
    seventh_years.zevende_jaar,
    enrolments.is_eerder_niet_duaal,
    cast(count(*) as bigint) as n_leerlingen
from {{ ref('first_enrolments') }} as enrolments
left join {{ ref('seventh_years') }} as seventh_years
    on enrolments.leerling_id = seventh_years.leerling_id and enrolments.schooljaar = seventh_years.schooljaar
group by
    enrolments.schooljaar,
    enrolments.onderwijsvorm,
    enrolments.leerjaar,
    enrolments.studiegebied,
    enrolments.stageverplichting,
    enrolments.is_duaal,
    enrolments.has_studiebewijs,
    seventh_years.vervolg_schooljaar,
    seventh_years.zevende_jaar,
    enrolments.is_eerder_niet_duaal
