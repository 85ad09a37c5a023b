{{ config(meta={'rule': 'R70', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- fig_32 over all groups: the first quarter with a wage job at an internship employer is the first with any wage job.
with complete as (
    select schooljaar
    from {{ ref('exit_quarters') }}
    group by schooljaar
    having bool_and(is_delivered)
),

known as (
    select distinct
        leavers.leaver_nr,
        leavers.schooljaar,
        filings.stagegever_kbo
    from {{ ref('leavers') }} as leavers
    semi join complete on leavers.schooljaar = complete.schooljaar
    inner join {{ ref('stg_agodi__zending_stage') }} as filings on leavers.leerling_id = filings.leerling_id
    where filings.stagegever_kbo is not null
),

firsts as (
    select
        known.schooljaar,
        known.leaver_nr,
        min(jobs.kwartaal) as any_kwartaal,
        min(case when jobs.bce_kbo = known.stagegever_kbo then jobs.kwartaal end) as stagegever_kwartaal
    from known
    inner join {{ ref('leaver_jobs') }} as jobs on known.leaver_nr = jobs.leaver_nr
    where jobs.is_wage_job
    group by known.schooljaar, known.leaver_nr
),

expected as (
    select
        schooljaar,
        'alle' as part,
        'eerste werkgever is stagegever' as categorie,
        sum(case when any_kwartaal = stagegever_kwartaal then 1 else 0 end) as n,
        count(*) as of_n
    from firsts
    group by schooljaar
),

found as (
    select
        schooljaar,
        kwartaal as part,
        categorie,
        aantal as n,
        noemer as of_n
    from {{ ref('cells') }}
    where publicatie = 'fig_32' and onderwijsvorm = 'alle'
),

{{ check_cells() }}
