{{ config(meta={'rule': 'R72', 'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set columns = columns_of_leavers().split(',') + ['kwartaal'] %}

-- With quarters counted through from year 0: in each, the leavers without work or registration, and those of them with
-- an enrolment from an earlier or the same quarter to the same or a later one: the mart and ext_01.
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

judged as (
    select
        asked.leaver_nr,
        asked.kwartaal,
        case when studying.leaver_nr is not null then 'hoger onderwijs' else 'geen' end as categorie
    from asked
    left join studying on asked.leaver_nr = studying.leaver_nr and asked.kwartaal = studying.kwartaal
),

{{ persons_among_leavers('judged', ['kwartaal', 'categorie']) }},

expected as (
    {{ mart_rows('higher_education_status', columns + ["categorie <> 'geen'"]) }}
    union all
    {{
        figure('ext_01', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'kwartaal'], ['hoger onderwijs'])
    }}
),

found as (
    {{
        mart_rows(
            'higher_education_status', columns + ['is_in_hoger_onderwijs'], source=ref('higher_education_status'),
            n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['ext_01']) }}
),

{{ check_figures() }}
