select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    -- R20: of the exit year, where registration is known
    pupils.stageregistratie <> 'geen' as has_stageregistratie,
    entries.start_kwartaal,
    last_quarters.arbeidsmarktstatus as status_k8,
    cast(count(*) as bigint) as n_leavers
from {{ ref('labour_market_entries') }} as entries
inner join {{ ref('leavers') }} as leavers on entries.leaver_nr = leavers.leaver_nr
inner join {{ ref('internship_pupils') }} as pupils
    on leavers.leerling_id = pupils.leerling_id and leavers.schooljaar = pupils.schooljaar
inner join {{ ref('leaver_quarters') }} as last_quarters
    on entries.leaver_nr = last_quarters.leaver_nr and last_quarters.kwartaal = 8
where pupils.stageregistratie is not null
group by 1, 2, 3, 4, 5, 6, 7, 8
