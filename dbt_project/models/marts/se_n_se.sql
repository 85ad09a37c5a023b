select
    schooljaar,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    stageverplichting,
    case when is_duaal then 'ja' else 'nee' end as duaal,
    is_in_se_n_se,
    has_certificaat_sense,
    cast(count(*) as bigint) as n_leerlingen
from {{ ref('first_diplomas') }}
group by
    schooljaar,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    stageverplichting,
    is_duaal,
    is_in_se_n_se,
    has_certificaat_sense
