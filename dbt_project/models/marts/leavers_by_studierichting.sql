select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.studierichting,
    leavers.stageverplichting,
    quarters.kwartaal,
    quarters.arbeidsmarktstatus,
    cast(count(*) as bigint) as n_leavers
from {{ ref('leaver_quarters') }} as quarters
inner join {{ ref('leavers') }} as leavers on quarters.leaver_nr = leavers.leaver_nr
group by 1, 2, 3, 4, 5, 6, 7, 8
