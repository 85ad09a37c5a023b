select
    schooljaar,
    aanbieder,
    instellingsnummer,
    administratieve_groep,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    has_stageverplichting,
    cast(sum(case when is_p_stage then 1 else 0 end) as bigint) as n_p_stage,
    cast(sum(case when is_p_dual_3 then 1 else 0 end) as bigint) as n_p_dual_3
from {{ ref('count_day_enrolments') }}
where is_p_stage or is_p_dual_3
group by
    schooljaar,
    aanbieder,
    instellingsnummer,
    administratieve_groep,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    has_stageverplichting
