select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    entries.start_kwartaal,
    cast(count(*) as bigint) as n_leavers
from {{ ref('labour_market_entries') }} as entries
inner join {{ ref('leavers') }} as leavers on entries.leaver_nr = leavers.leaver_nr
group by
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    entries.start_kwartaal
