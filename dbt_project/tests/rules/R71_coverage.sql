{{ config(meta={'rule': 'R71', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- txt_015 over all groups: leavers of complete cohorts with a wage job, and those of them with a number in any filing;
-- no cell when no filings are delivered.
with complete as (
    select schooljaar
    from {{ ref('exit_quarters') }}
    group by schooljaar
    having bool_and(is_delivered)
),

workers as (
    select
        leavers.leerling_id,
        leavers.schooljaar
    from {{ ref('leavers') }} as leavers
    semi join complete on leavers.schooljaar = complete.schooljaar
    semi join (
        select leaver_nr
        from {{ ref('leaver_jobs') }}
        where is_wage_job
    ) as jobs
        on leavers.leaver_nr = jobs.leaver_nr
),

covered as (
    select workers.leerling_id
    from workers
    semi join (
        select leerling_id
        from {{ ref('stg_agodi__zending_stage') }}
        where length(stagegever_kbo) = 10
    ) as filings
        on workers.leerling_id = filings.leerling_id
),

expected as (
    select
        (select concat_ws('..', min(complete.schooljaar), max(complete.schooljaar)) from complete) as schooljaar,
        'alle' as part,
        'stagenummer bekend' as categorie,
        (select count(*) from covered) as n,
        count(*) as of_n
    from workers
    where
        exists (
            select 1 from {{ ref('stg_intake__active_files') }} as files
            where files.dataset = 'zending_stage'
        )
    having count(*) > 0
),

found as (
    select
        schooljaar,
        kwartaal as part,
        categorie,
        aantal as n,
        noemer as of_n
    from {{ ref('cells') }}
    where publicatie = 'txt_015' and onderwijsvorm = 'alle'
),

{{ check_cells() }}
