select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    work.kwartaal,
    work.prestatietype,
    work.werknemersklasse,
    work.werkgevers,
    cast(count(*) as bigint) as n_leavers
from {{ ref('work_characteristics') }} as work
inner join {{ ref('leavers') }} as leavers on work.leaver_nr = leavers.leaver_nr
group by
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    work.kwartaal,
    work.prestatietype,
    work.werknemersklasse,
    work.werkgevers
