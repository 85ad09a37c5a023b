select
    schooljaar,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    studierichting,
    stageverplichting,
    case when is_duaal then 'ja' else 'nee' end as duaal,
    has_studiebewijs,
    cast(count(*) as bigint) as n_leerlingen
from {{ ref('first_enrolments') }}
group by 1, 2, 3, 4, 5, 6, 7, 8
