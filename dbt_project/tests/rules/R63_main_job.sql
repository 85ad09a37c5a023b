{{ config(meta={'rule': 'R63', 'dagster': {'ref': {'name': 'main_jobs'}}}) }}

-- Of the base of R60-R66, every wage job in K1, K5 or K8 is held against the main job of the same leaver and
-- quarter: there is exactly one, and no other job beats it.
with jobs as (
    select jobs.*
    from {{ ref('leaver_jobs') }} as jobs
    semi join (
        select leaver_nr
        from {{ ref('labour_market_entries') }}
        where start_kwartaal = '1'
    ) as base
        on jobs.leaver_nr = base.leaver_nr
    where jobs.is_wage_job and jobs.kwartaal in (1, 5, 8)
),

main as (
    select jobs.*
    from jobs
    semi join {{ ref('main_jobs') }} as chosen
        on
            jobs.leaver_nr = chosen.leaver_nr
            and jobs.kwartaal = chosen.kwartaal
            and jobs.volgnr = chosen.volgnr
),

looked_at as (
    select count(*) as n
    from jobs
),

offending as (
    select
        'tewerkstelling' as dataset,
        jobs.kalenderkwartaal as period,
        jobs.source_line
    from jobs
    left join main on jobs.leaver_nr = main.leaver_nr and jobs.kwartaal = main.kwartaal
    where
        main.leaver_nr is null
        or case
            when jobs.tauxaa <> main.tauxaa then jobs.tauxaa > main.tauxaa
            when jobs.tauxpt <> main.tauxpt then jobs.tauxpt > main.tauxpt
            else jobs.volgnr < main.volgnr
        end
),

{{ check_result() }}
