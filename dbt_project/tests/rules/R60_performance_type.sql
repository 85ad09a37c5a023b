{{ config(meta={'rule': 'R60', 'dagster': {'ref': {'name': 'employment_characteristics'}}}) }}

{%- set categories = [
    'voltijds', 'deeltijds', 'kort of onregelmatig', 'onbepaald', 'mix', 'zelfstandige', 'werkzoekend', 'niet beschikbaar'
] %}
{%- set columns = columns_of_leavers().split(',') + ['kwartaal'] %}

-- Jobs of one leaver with one employer in one quarter are held side by side: the ones that no other beats have one type
-- between them all, or more.
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

unbeaten as (
    select
        jobs.leaver_nr,
        jobs.kwartaal,
        jobs.t_prest
    from jobs
    anti join jobs as others
        on
            jobs.leaver_nr = others.leaver_nr
            and jobs.kwartaal = others.kwartaal
            and jobs.bce_kbo = others.bce_kbo
            and jobs.volgnr <> others.volgnr
            and case
                when jobs.is_active_on_last_day <> others.is_active_on_last_day then others.is_active_on_last_day
                when not jobs.is_active_on_last_day then jobs.volgnr < others.volgnr
                when jobs.tauxaa <> others.tauxaa then others.tauxaa > jobs.tauxaa
                when jobs.tauxpt <> others.tauxpt then others.tauxpt > jobs.tauxpt
                else others.volgnr < jobs.volgnr
            end
),

types as (
    select
        leaver_nr,
        kwartaal,
        case
            when count(distinct t_prest) > 1 then 'mix'
            when bool_or(t_prest = 'F') then 'voltijds'
            when bool_or(t_prest = 'P') then 'deeltijds'
            when bool_or(t_prest = 'S') then 'kort of onregelmatig'
            else 'onbepaald'
        end as categorie
    from unbeaten
    group by leaver_nr, kwartaal
),

work as (
    select
        leaver_nr,
        kwartaal,
        categorie
    from types
    union all
    select
        quarters.leaver_nr,
        quarters.kwartaal,
        'zelfstandige' as categorie
    from {{ ref('leaver_quarters') }} as quarters
    anti join jobs on quarters.leaver_nr = jobs.leaver_nr and quarters.kwartaal = jobs.kwartaal
    where quarters.is_self_employed
),

{{ persons_at_work() }},

expected as (
    {{ mart_rows('employment_characteristics', columns + ['categorie']) }}
    union all
    {{ figure('fig_27', ['schooljaar', 'kwartaal'], categories) }}
    union all
    {{
        figure(
            'fig_28', ['schooljaar', 'studiegebied', 'kwartaal'], categories, fixed={'onderwijsvorm': 'BSO'},
            where="onderwijsvorm = 'BSO' and " ~ in_three_areas()
        )
    }}
),

found as (
    {{
        mart_rows(
            'employment_characteristics', columns + ['prestatietype'], source=ref('employment_characteristics'), n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['fig_27', 'fig_28']) }}
),

{{ check_figures() }}
