{{ config(meta={'dagster': {'ref': {'name': 'qualification'}}}) }}

-- Each mart, summed per school year, is as many persons as the rows of the cohort that it stands for.
{%- set persons = [
    ('dual_learning', 'count_day_enrolments', 'is_p_dual_all', 'count(*)'),
    ('internship_registration', 'internship_pupils', 'true', 'count(*)'),
    ('qualification', 'first_enrolments', 'true', 'count(*)'),
    ('se_n_se', 'first_diplomas', 'true', 'count(*)'),
    ('employment_characteristics', 'labour_market_entries', "start_kwartaal = '1'", '3 * count(*)'),
    ('paritair_comite', 'labour_market_entries', "start_kwartaal = '1'", '3 * count(*)'),
    ('higher_education', 'stg_ahovoks__doorstroom_ho', 'true', 'sum(aantal)'),
    ('hbo5_verpleegkunde', 'stg_agodi__hbo5_verpleegkunde', 'true', 'sum(n_gediplomeerden)'),
] %}
with expected as (
    {% for mart, model, condition, n in persons %}
        select
            '{{ mart }}' as mart,
            schooljaar,
            {{ n }} as n
        from {{ ref(model) }}
        where {{ condition }}
        group by schooljaar
        union all
    {% endfor %}
    select
        'internship_employer' as mart,
        leavers.schooljaar,
        count(*) as n
    from {{ ref('first_wage_quarters') }} as firsts
    inner join {{ ref('leavers') }} as leavers on firsts.leaver_nr = leavers.leaver_nr
    group by leavers.schooljaar
),

found as (
    {% for mart, _, _, _ in persons %}
        select
            '{{ mart }}' as mart,
            schooljaar,
            sum({{ 'n_gediplomeerden' if mart == 'hbo5_verpleegkunde'
                else 'n_leavers' if mart in ('employment_characteristics', 'paritair_comite')
                else 'n_leerlingen' }}) as n
        from {{ ref(mart) }}
        group by schooljaar
        union all
    {% endfor %}
    select
        'internship_employer' as mart,
        schooljaar,
        sum(n_leavers) as n
    from {{ ref('internship_employer') }}
    group by schooljaar
),

{{ check_sums(['mart', 'schooljaar']) }}
