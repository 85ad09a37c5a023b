select
    jobs.leerling_id,
    jobs.schooljaar,
    jobs.kwartaal,
    jobs.volgnr,
    jobs.paritair_comite
from {{ ref('wage_jobs') }} as jobs
inner join {{ ref('labour_market_entries') }} as entries on jobs.leerling_id = entries.leerling_id
-- base of R60-R66: those who start in K1, looked at in three quarters
where entries.start_kwartaal = '1' and jobs.kwartaal in (1, 5, 8)
-- R63: the numbers as numbers; volgnr leaves no tie
qualify row_number() over (
    partition by jobs.leerling_id, jobs.kwartaal
    order by jobs.tauxaa desc, jobs.tauxpt desc, jobs.volgnr
) = 1
