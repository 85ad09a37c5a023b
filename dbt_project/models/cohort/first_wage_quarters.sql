with first_quarters as (
    -- R70, R71: leavers of complete cohorts with a wage job, whenever they start
    select
        quarters.leaver_nr,
        min(quarters.kwartaal) as kwartaal
    from {{ ref('leaver_quarters') }} as quarters
    semi join {{ ref('labour_market_entries') }} as entries on quarters.leaver_nr = entries.leaver_nr
    where quarters.has_wage_job
    group by quarters.leaver_nr
),

internship_numbers as (
    -- R70: of school years up to and including the exit year
    select distinct
        leavers.leaver_nr,
        filings.stagegever_kbo
    from {{ ref('stg_agodi__zending_stage') }} as filings
    inner join {{ ref('leavers') }} as leavers
        on filings.leerling_id = leavers.leerling_id and leavers.schooljaar >= filings.schooljaar
    where filings.stagegever_kbo is not null
),

known as (
    select distinct leaver_nr
    from internship_numbers
),

hired as (
    -- R70: any employer of the first wage quarter
    select distinct jobs.leaver_nr
    from {{ ref('leaver_jobs') }} as jobs
    semi join first_quarters on jobs.leaver_nr = first_quarters.leaver_nr and jobs.kwartaal = first_quarters.kwartaal
    semi join internship_numbers
        on jobs.leaver_nr = internship_numbers.leaver_nr and jobs.bce_kbo = internship_numbers.stagegever_kbo
    where jobs.is_wage_job
),

delivered as (
    select count(*) > 0 as has_filings
    from {{ ref('stg_intake__active_files') }}
    where agency = 'agodi' and dataset = 'zending_stage'
)

select
    first_quarters.leaver_nr,
    first_quarters.kwartaal as eerste_loonkwartaal,
    -- R71: no filings delivered at all, nothing known
    case when delivered.has_filings then known.leaver_nr is not null end as has_stagenummer,
    case when known.leaver_nr is not null then hired.leaver_nr is not null end as is_bij_stagegever
from first_quarters
cross join delivered
left join known on first_quarters.leaver_nr = known.leaver_nr
left join hired on first_quarters.leaver_nr = hired.leaver_nr
