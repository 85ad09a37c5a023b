select
    jobs.leaver_nr,
    jobs.kwartaal,
    jobs.volgnr,
    jobs.nr_cp,
    -- R64: the main committee
    coalesce(substr(jobs.nr_cp, 1, 3), '999') as paritair_comite
from {{ ref('leaver_jobs') }} as jobs
inner join {{ ref('labour_market_entries') }} as entries on jobs.leaver_nr = entries.leaver_nr
-- base of R60-R66: those who start in K1, looked at in three quarters
where jobs.is_wage_job and entries.start_kwartaal = '1' and jobs.kwartaal in (1, 5, 8)
-- R63: the numbers as numbers; volgnr leaves no tie
qualify row_number() over (
    partition by jobs.leaver_nr, jobs.kwartaal
    order by jobs.tauxaa desc, jobs.tauxpt desc, jobs.volgnr
) = 1
