select
    enrolments.schooljaar,
    enrolments.onderwijsvorm,
    enrolments.leerjaar,
    instellingen.provincie,
    instellingen.net,
    case when enrolments.is_duaal then 'ja' else 'nee' end as duaal,
    enrolments.has_studiebewijs,
    cast(count(*) as bigint) as n_leerlingen
from {{ ref('first_enrolments') }} as enrolments
left join {{ ref('stg_agodi__instellingen') }} as instellingen
    on enrolments.instellingsnummer = instellingen.instellingsnummer
group by 1, 2, 3, 4, 5, 6, 7
