{{ config(meta={'rule': 'R72', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- ext_01, groups together, with quarters counted through from year 0: in each, the leavers without work or
-- registration, and those of them with an enrolment from an earlier or the same quarter to the same or a later one.
with enrolled as (
    select
        leavers.leaver_nr,
        year(accepted.inschrijvingsdatum) * 4 + quarter(accepted.inschrijvingsdatum) as first_quarter,
        coalesce(
            year(accepted.uitschrijvingsdatum) * 4 + quarter(accepted.uitschrijvingsdatum),
            cast(substr(accepted.academiejaar, 6, 4) as int) * 4 + 3
        ) as last_quarter
    from {{ ref('stg_ahovoks__inschrijvingen_ho') }} as accepted
    inner join {{ ref('leavers') }} as leavers on accepted.leerling_id = leavers.leerling_id
    where
        accepted.contract_ho = 'DIPLOMA'
        and coalesce(accepted.uitschrijvingsdatum >= accepted.inschrijvingsdatum, true)
),

quarters as (
    select
        schooljaar,
        kwartaal,
        cast(substr(kalenderkwartaal, 1, 4) as int) * 4 + cast(substr(kalenderkwartaal, 6, 1) as int) as ordinal
    from {{ ref('exit_quarters') }}
    where is_delivered
),

asked as (
    select
        statuses.schooljaar,
        statuses.kwartaal,
        statuses.leaver_nr,
        quarters.ordinal
    from {{ ref('leaver_quarters') }} as statuses
    inner join quarters on statuses.schooljaar = quarters.schooljaar and statuses.kwartaal = quarters.kwartaal
    -- the fourth quarter of the year in which the academic year begins, or one of the next three
    semi join {{ ref('stg_intake__active_files') }} as files
        on
            files.dataset = 'inschrijvingen_ho'
            and cast(floor(quarters.ordinal / 4) as int) = cast(substr(files.period, 1, 4) as int) + 1
    where not (statuses.has_wage_job or statuses.is_self_employed or statuses.is_job_seeker)
),

studying as (
    select distinct
        asked.leaver_nr,
        asked.kwartaal
    from asked
    inner join enrolled on asked.leaver_nr = enrolled.leaver_nr
    where asked.ordinal between enrolled.first_quarter and enrolled.last_quarter
),

expected as (
    select
        asked.schooljaar,
        cast(asked.kwartaal as string) as part,
        'hoger onderwijs' as categorie,
        count(studying.leaver_nr) as n,
        count(*) as of_n
    from asked
    left join studying on asked.leaver_nr = studying.leaver_nr and asked.kwartaal = studying.kwartaal
    group by asked.schooljaar, asked.kwartaal
),

found as (
    select
        schooljaar,
        kwartaal as part,
        categorie,
        sum(aantal) as n,
        sum(noemer) as of_n
    from {{ ref('cells') }}
    where publicatie = 'ext_01'
    group by schooljaar, kwartaal, categorie
),

{{ check_cells() }}
