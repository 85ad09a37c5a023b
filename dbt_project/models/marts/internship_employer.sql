select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    firsts.eerste_loonkwartaal,
    firsts.has_stagenummer,
    firsts.is_bij_stagegever,
    cast(count(*) as bigint) as n_leavers
from {{ ref('first_wage_quarters') }} as firsts
inner join {{ ref('leavers') }} as leavers on firsts.leaver_nr = leavers.leaver_nr
group by
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    firsts.eerste_loonkwartaal,
    firsts.has_stagenummer,
    firsts.is_bij_stagegever
