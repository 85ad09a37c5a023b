{{ config(meta={'rule': 'R71', 'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set columns = columns_of_leavers().split(',') %}
{%- set categories = ['stagenummer bekend'] %}

-- Leavers of complete cohorts with a wage job, by the quarter of the first, and those of them with a number in a
-- filing of the exit year or before: the mart and txt_015. Nothing is known, and no cell there, when no filings are
-- delivered.
with complete as (
    select schooljaar
    from {{ ref('exit_quarters') }}
    group by schooljaar
    having bool_and(is_delivered)
),

label as (
    select concat_ws('..', min(schooljaar), max(schooljaar)) as cohorts
    from complete
),

with_number as (
    select
        leerling_id,
        min(schooljaar) as schooljaar
    from {{ ref('stg_agodi__zending_stage') }}
    where length(stagegever_kbo) = 10
    group by leerling_id
),

firsts as (
    select
        jobs.leaver_nr,
        min(jobs.kwartaal) as eerste_loonkwartaal
    from {{ ref('leaver_jobs') }} as jobs
    where jobs.is_wage_job
    group by jobs.leaver_nr
),

workers as (
    select
        firsts.leaver_nr,
        firsts.eerste_loonkwartaal,
        case
            when not exists (
                select 1 from {{ ref('stg_intake__active_files') }} as files
                where files.dataset = 'zending_stage'
            ) then null
            when with_number.leerling_id is null then 'onbekend'
            else 'stagenummer bekend'
        end as categorie
    from firsts
    inner join {{ ref('leavers') }} as leavers on firsts.leaver_nr = leavers.leaver_nr
    semi join complete on leavers.schooljaar = complete.schooljaar
    left join with_number
        on leavers.leerling_id = with_number.leerling_id and leavers.schooljaar >= with_number.schooljaar
),

{{ persons_among_leavers('workers', ['eerste_loonkwartaal', 'categorie']) }},

pooled as (
    select
        label.cohorts as schooljaar,
        persons.onderwijsvorm,
        persons.studiegebied,
        persons.stageverplichting,
        persons.categorie,
        persons.n
    from persons
    cross join label
    where persons.categorie is not null
),

expected as (
    {{ mart_rows('internship_employer', columns + ['eerste_loonkwartaal', "categorie <> 'onbekend'"]) }}
    union all
    {{ figure('txt_015', ['schooljaar'], categories, source='pooled') }}
    union all
    {{ figure('txt_015', ['schooljaar', 'onderwijsvorm', 'stageverplichting'], categories, source='pooled') }}
    union all
    {{
        figure(
            'txt_015', ['schooljaar', 'studiegebied'], categories, source='pooled', fixed={'onderwijsvorm': 'BSO'},
            where="onderwijsvorm = 'BSO' and " ~ in_three_areas()
        )
    }}
),

found as (
    {{
        mart_rows(
            'internship_employer', columns + ['eerste_loonkwartaal', 'has_stagenummer'],
            source=ref('internship_employer'), n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['txt_015']) }}
),

{{ check_figures() }}
