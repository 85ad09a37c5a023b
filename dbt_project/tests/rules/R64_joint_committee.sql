{{ config(meta={'rule': 'R64', 'dagster': {'ref': {'name': 'paritair_comite'}}}) }}

{%- set columns = columns_of_leavers().split(',') + ['studierichting', 'kwartaal'] %}

-- The mart has the whole base in each quarter, and each category as the jobs and flags of the leavers say, with the
-- subcommittee.
with work as (
    select
        quarters.leaver_nr,
        quarters.kwartaal,
        case
            when quarters.has_wage_job then 'PC ' || coalesce(split_part(jobs.nr_cp, '.', 1), '999')
            else 'zelfstandige'
        end as categorie,
        jobs.nr_cp
    from {{ ref('leaver_quarters') }} as quarters
    left join {{ ref('main_jobs') }} as main_jobs
        on quarters.leaver_nr = main_jobs.leaver_nr and quarters.kwartaal = main_jobs.kwartaal
    left join {{ ref('leaver_jobs') }} as jobs
        on
            main_jobs.leaver_nr = jobs.leaver_nr
            and main_jobs.kwartaal = jobs.kwartaal
            and main_jobs.volgnr = jobs.volgnr
    where quarters.kwartaal in (1, 5, 8) and (quarters.has_wage_job or quarters.is_self_employed)
),

{{ persons_at_work(also=['nr_cp']) }},

expected as (
    {{
        mart_rows(
            'paritair_comite',
            columns + ['categorie', "case when categorie like 'PC %' then split_part(categorie, ' ', 2) end", 'nr_cp']
        )
    }}
),

found as (
    {{
        mart_rows(
            'paritair_comite', columns + ['categorie', 'paritair_comite', 'nr_cp'],
            source=ref('paritair_comite'), n='n_leavers'
        )
    }}
),

{{ check_figures() }}
