select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    instellingen.provincie,
    instellingen.net,
    quarters.kwartaal,
    quarters.arbeidsmarktstatus,
    cast(count(*) as bigint) as n_leavers
from {{ ref('leaver_quarters') }} as quarters
inner join {{ ref('leavers') }} as leavers on quarters.leaver_nr = leavers.leaver_nr
left join {{ ref('stg_agodi__instellingen') }} as instellingen
    on leavers.instellingsnummer = instellingen.instellingsnummer
group by 1, 2, 3, 4, 5, 6, 7
