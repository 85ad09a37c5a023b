{{ config(meta={'rule': 'R70', 'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set columns = columns_of_leavers().split(',') %}
{%- set categories = ['eerste werkgever is stagegever'] %}

-- The first quarter with a wage job at an internship employer is the first with any wage job: the mart, fig_32 and
-- fig_33.
with complete as (
    select schooljaar
    from {{ ref('exit_quarters') }}
    group by schooljaar
    having bool_and(is_delivered)
),

known as (
    select distinct
        leavers.leaver_nr,
        filings.stagegever_kbo
    from {{ ref('leavers') }} as leavers
    semi join complete on leavers.schooljaar = complete.schooljaar
    inner join {{ ref('stg_agodi__zending_stage') }} as filings on leavers.leerling_id = filings.leerling_id
    where length(filings.stagegever_kbo) = 10 and not filings.schooljaar > leavers.schooljaar
),

firsts as (
    select
        known.leaver_nr,
        case
            when
                min(jobs.kwartaal)
                = min(case when jobs.bce_kbo = known.stagegever_kbo then jobs.kwartaal end)
                then 'eerste werkgever is stagegever'
            else 'een ander'
        end as categorie
    from known
    inner join {{ ref('leaver_jobs') }} as jobs on known.leaver_nr = jobs.leaver_nr
    where jobs.is_wage_job
    group by known.leaver_nr
),

{{ persons_among_leavers('firsts', ['categorie']) }},

expected as (
    {{ mart_rows('internship_employer', columns + ["categorie <> 'een ander'"]) }}
    union all
    {{ figure('fig_32', ['schooljaar'], categories) }}
    union all
    {{ figure('fig_32', ['schooljaar', 'onderwijsvorm', 'stageverplichting'], categories) }}
    union all
    {{
        figure(
            'fig_33', ['schooljaar', 'studiegebied'], categories, fixed={'onderwijsvorm': 'BSO'},
            where="onderwijsvorm = 'BSO' and " ~ in_three_areas()
        )
    }}
),

found as (
    {{
        mart_rows(
            'internship_employer', columns + ['is_bij_stagegever'], source=ref('internship_employer'), n='n_leavers',
            where='is_bij_stagegever is not null'
        )
    }}
    union all
    {{ figures_found(['fig_32', 'fig_33']) }}
),

{{ check_figures() }}
