{{ config(meta={'rule': 'R64', 'dagster': {'ref': {'name': 'paritair_comite'}}}) }}

-- Per exit year and quarter, the mart has the whole base, and as many leavers in each category as their jobs and
-- flags say.
with expected as (
    select
        quarters.schooljaar,
        quarters.kwartaal,
        case
            when quarters.has_wage_job
                then 'PC ' || coalesce(split_part(jobs.nr_cp, '.', 1), '999')
            when quarters.is_self_employed then 'zelfstandige'
            else quarters.arbeidsmarktstatus
        end as categorie,
        count(*) as n
    from {{ ref('leaver_quarters') }} as quarters
    semi join (
        select leaver_nr
        from {{ ref('labour_market_entries') }}
        where start_kwartaal = '1'
    ) as base
        on quarters.leaver_nr = base.leaver_nr
    left join {{ ref('main_jobs') }} as main_jobs
        on quarters.leaver_nr = main_jobs.leaver_nr and quarters.kwartaal = main_jobs.kwartaal
    left join {{ ref('leaver_jobs') }} as jobs
        on
            main_jobs.leaver_nr = jobs.leaver_nr
            and main_jobs.kwartaal = jobs.kwartaal
            and main_jobs.volgnr = jobs.volgnr
    where quarters.kwartaal in (1, 5, 8)
    group by all
),

found as (
    select
        schooljaar,
        kwartaal,
        categorie,
        sum(n_leavers) as n
    from {{ ref('paritair_comite') }}
    where paritair_comite is not distinct from case when categorie like 'PC %' then substr(categorie, 4) end
    group by schooljaar, kwartaal, categorie
),

compared as (
    select coalesce(expected.n = found.n, false) as is_equal
    from expected
    full join found
        on
            expected.schooljaar = found.schooljaar
            and expected.kwartaal = found.kwartaal
            and expected.categorie = found.categorie
),

looked_at as (
    select count(*) as n
    from compared
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from compared
    where not is_equal
),

{{ check_result() }}
