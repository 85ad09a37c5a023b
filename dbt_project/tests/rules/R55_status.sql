{{ config(meta={'rule': 'R55', 'dagster': {'ref': {'name': 'labour_market_status'}}}) }}

{%- set columns = columns_of_leavers().split(',') + ['kwartaal'] %}

-- Per exit year and quarter that is delivered, every leaver has a row, and those with work, a business or a
-- registration are those who have one in the accepted data: the same sum of their numbers. The status follows from
-- that, and the mart and fig_20 ... fig_23 count it.
with counted as (
    select
        schooljaar,
        kwartaal,
        count(*) as n_leavers,
        sum(case when has_wage_job then leaver_nr else 0 end) as employed,
        sum(case when is_self_employed then leaver_nr else 0 end) as self_employed,
        sum(case when is_job_seeker then leaver_nr else 0 end) as job_seekers
    from {{ ref('leaver_quarters') }}
    group by schooljaar, kwartaal
),

registrations as (
    select
        leerling_id,
        kalenderkwartaal,
        1 as is_self_employed,
        0 as is_job_seeker
    from {{ ref('stg_ksz__zelfstandigen') }}
    union all
    select distinct
        leerling_id,
        kalenderkwartaal,
        0 as is_self_employed,
        1 as is_job_seeker
    from {{ ref('stg_ksz__werkzoekenden') }}
),

leavers_per_year as (
    select
        schooljaar,
        count(*) as n_leavers
    from {{ ref('leavers') }}
    group by schooljaar
),

seen as (
    select
        quarters.schooljaar,
        quarters.kwartaal,
        leavers_per_year.n_leavers,
        0 as employed,
        0 as self_employed,
        0 as job_seekers
    from {{ ref('exit_quarters') }} as quarters
    inner join leavers_per_year on quarters.schooljaar = leavers_per_year.schooljaar
    where quarters.is_delivered
    union all
    select
        leavers.schooljaar,
        jobs.kwartaal,
        0 as n_leavers,
        sum(jobs.leaver_nr) as employed,
        0 as self_employed,
        0 as job_seekers
    from (
        select distinct
            leaver_nr,
            kwartaal
        from {{ ref('leaver_jobs') }}
        where is_wage_job
    ) as jobs
    inner join {{ ref('leavers') }} as leavers on jobs.leaver_nr = leavers.leaver_nr
    group by leavers.schooljaar, jobs.kwartaal
    union all
    select
        quarters.schooljaar,
        quarters.kwartaal,
        0 as n_leavers,
        0 as employed,
        sum(registrations.is_self_employed * leavers.leaver_nr) as self_employed,
        sum(registrations.is_job_seeker * leavers.leaver_nr) as job_seekers
    from registrations
    inner join {{ ref('leavers') }} as leavers on registrations.leerling_id = leavers.leerling_id
    inner join {{ ref('exit_quarters') }} as quarters
        on
            leavers.schooljaar = quarters.schooljaar
            and registrations.kalenderkwartaal = quarters.kalenderkwartaal
    where quarters.is_delivered
    group by quarters.schooljaar, quarters.kwartaal
),

sums as (
    select
        schooljaar,
        kwartaal,
        sum(n_leavers) as n_leavers,
        sum(employed) as employed,
        sum(self_employed) as self_employed,
        sum(job_seekers) as job_seekers
    from seen
    group by schooljaar, kwartaal
),

statuses as (
    select
        leaver_nr,
        kwartaal,
        case
            when not has_wage_job and not is_self_employed and not is_job_seeker then 'niet beschikbaar'
            when not has_wage_job and not is_self_employed then 'werkzoekend'
            else 'werkend'
        end as categorie
    from {{ ref('leaver_quarters') }}
),

{{ persons_among_leavers('statuses', ['kwartaal', 'categorie']) }},

expected as (
    {{ mart_rows('labour_market_status', columns + ['categorie']) }}
    union all
    {{ figure('fig_20', ['schooljaar', 'kwartaal'], ['werkend', 'werkzoekend', 'niet beschikbaar']) }}
    union all
    {{
        figure(
            'fig_21', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'kwartaal'], ['werkend'],
            where="categorie like 'werk%'"
        )
    }}
    union all
    {{
        figure(
            'fig_22', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'kwalificatie', 'kwartaal'], ['werkend'],
            where="categorie like 'werk%' and kwalificatie in ('diploma', 'studiegetuigschrift', 'geen')"
        )
    }}
    union all
    {{
        figure(
            'fig_23', ['schooljaar', 'studiegebied', 'kwartaal'], ['werkend'], fixed={'onderwijsvorm': 'BSO'},
            where="categorie like 'werk%' and onderwijsvorm = 'BSO' and " ~ in_three_areas()
        )
    }}
),

found as (
    {{
        mart_rows(
            'labour_market_status', columns + ['arbeidsmarktstatus'], source=ref('labour_market_status'), n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['fig_20', 'fig_21', 'fig_22', 'fig_23']) }}
),

{{ compare_figures() }},

looked_at as (
    select count(*) as n
    from {{ ref('leaver_quarters') }}
),

offending as (
    select
        'inschrijvingen' as dataset,
        leavers.schooljaar as period,
        leavers.source_line
    from {{ ref('leaver_quarters') }} as quarters
    inner join {{ ref('leavers') }} as leavers on quarters.leaver_nr = leavers.leaver_nr
    where
        (quarters.arbeidsmarktstatus = 'werkend') <> (quarters.has_wage_job or quarters.is_self_employed)
        or (quarters.arbeidsmarktstatus = 'niet beschikbaar') <> (
            not quarters.has_wage_job and not quarters.is_self_employed and not quarters.is_job_seeker
        )
    union all
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from counted
    full join sums on counted.schooljaar = sums.schooljaar and counted.kwartaal = sums.kwartaal
    where
        counted.n_leavers is distinct from sums.n_leavers
        or counted.employed is distinct from sums.employed
        or counted.self_employed is distinct from sums.self_employed
        or counted.job_seekers is distinct from sums.job_seekers
    union all
    select
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}
