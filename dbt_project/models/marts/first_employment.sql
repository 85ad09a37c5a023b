select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    entries.eerste_tewerkstelling,
    cast(count(*) as bigint) as n_leavers
from {{ ref('labour_market_entries') }} as entries
inner join {{ ref('leavers') }} as leavers on entries.leaver_nr = leavers.leaver_nr
-- R57: only those who start in K1
where entries.eerste_tewerkstelling is not null
group by
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    entries.eerste_tewerkstelling
