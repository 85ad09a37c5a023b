select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.studiegebied,
    leavers.stageverplichting,
    quarters.kwartaal,
    earlier.arbeidsmarktstatus as vorige_status,
    quarters.arbeidsmarktstatus,
    cast(count(*) as bigint) as n_leavers
from {{ ref('leaver_quarters') }} as quarters
-- both quarters are delivered
inner join {{ ref('leaver_quarters') }} as earlier
    on quarters.leaver_nr = earlier.leaver_nr and quarters.kwartaal - 1 = earlier.kwartaal
inner join {{ ref('leavers') }} as leavers on quarters.leaver_nr = leavers.leaver_nr
group by 1, 2, 3, 4, 5, 6, 7
