select
    jobs.leaver_nr,
    jobs.kwartaal,
    jobs.bce_kbo,
    jobs.t_prest,
    -- R61 takes all wage jobs, not only the one that gives the type
    min(jobs.clatra) over (partition by jobs.leaver_nr, jobs.kwartaal, jobs.bce_kbo) as lowest_clatra,
    max(jobs.clatra) over (partition by jobs.leaver_nr, jobs.kwartaal, jobs.bce_kbo) as highest_clatra
from {{ ref('leaver_jobs') }} as jobs
inner join {{ ref('labour_market_entries') }} as entries on jobs.leaver_nr = entries.leaver_nr
-- base of R60-R66: those who start in K1, looked at in three quarters
where jobs.is_wage_job and entries.start_kwartaal = '1' and jobs.kwartaal in (1, 5, 8)
-- R60: a job that is active on the last day, the first of several by R63; else the latest line
qualify row_number() over (
    partition by jobs.leaver_nr, jobs.kwartaal, jobs.bce_kbo
    order by
        case when jobs.is_active_on_last_day then 0 else 1 end,
        case when jobs.is_active_on_last_day then -jobs.tauxaa else 0 end,
        case when jobs.is_active_on_last_day then -jobs.tauxpt else 0 end,
        case when jobs.is_active_on_last_day then jobs.volgnr else -jobs.volgnr end
) = 1
