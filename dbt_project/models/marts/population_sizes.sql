{#- population; the model that holds it, which of its rows, and how many persons a row stands for -#}
{%- set sizes = [
    ('inschrijvingen', 'enrolment_totals', 'true', 'n_accepted_enrolments'),
    ('active_enrolments', 'enrolment_totals', 'true', 'n_active_enrolments'),
    ('count_day_enrolments', 'count_day_enrolments', 'true', 1),
    ('P_STAGE', 'count_day_enrolments', 'is_p_stage', 1),
    ('P_GOAL', 'count_day_enrolments', 'is_p_goal', 1),
    ('final_years', 'count_day_enrolments', "is_p_goal and leerjaar in ('6', '7')", 1),
    ('P_OBL', 'count_day_enrolments', 'is_p_obl', 1),
    ('P_DUAL_ALL', 'count_day_enrolments', 'is_p_dual_all', 1),
    ('P_DUAL_3', 'count_day_enrolments', 'is_p_dual_3', 1),
    ('P_DUAL_GOAL', 'count_day_enrolments', 'is_p_dual_goal', 1),
    ('first_enrolments', 'first_enrolments', 'not is_duaal', 1),
    ('first_enrolments_6', 'first_enrolments', "not is_duaal and leerjaar = '6'", 1),
    ('first_enrolments_7', 'first_enrolments', "not is_duaal and leerjaar = '7'", 1),
    ('passed_bso_6', 'first_enrolments', "not is_duaal and onderwijsvorm || leerjaar = 'BSO6' and has_studiebewijs", 1),
    ('first_dual_enrolments', 'first_enrolments', 'is_duaal', 1),
    ('first_diplomas', 'first_diplomas', 'true', 1),
    ('leavers', 'leavers', 'true', 1),
    ('leavers_complete', 'labour_market_entries', 'true', 1),
    ('leavers_k1', 'labour_market_entries', "start_kwartaal = '1'", 1),
    ('leavers_wage_job', 'internship_employer', 'true', 'n_leavers'),
    ('leavers_internship_number', 'internship_employer', 'has_stagenummer', 'n_leavers'),
] -%}

with sizes as (
    {% for population, model, condition, persons in sizes %}
        select
            schooljaar,
            cast({{ loop.index }} as int) as volgorde,
            '{{ population }}' as populatie,
            cast(sum({{ persons }}) as bigint) as n_leerlingen
        from {{ ref(model) }}
        where {{ condition }}
        group by schooljaar
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    sizes.schooljaar,
    sizes.volgorde,
    sizes.populatie,
    populations.uit_populatie,
    populations.regels,
    sizes.n_leerlingen
from sizes
inner join {{ ref('populations') }} as populations on sizes.populatie = populations.populatie
