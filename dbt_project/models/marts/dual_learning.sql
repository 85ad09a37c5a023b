select
    schooljaar,
    aanbieder,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    stelsel,
    is_p_dual_3,
    cast(count(*) as bigint) as n_leerlingen
from {{ ref('count_day_enrolments') }}
where is_p_dual_all
group by
    schooljaar,
    aanbieder,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    stelsel,
    is_p_dual_3
