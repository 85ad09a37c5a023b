{{ config(meta={'rule': 'R23', 'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set columns = [
    'schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'is_naamloos', 'is_p_obl'
] %}
{%- set minimum = var('stage_minimum_halve_dagen') %}

-- Whoever is registered and not at the minimum or above it, of all of P_OBL: the mart and txt_003.
with persons as (
    select
        *,
        case
            when not greatest(zending_halve_dagen, {{ minimum }}) = zending_halve_dagen then 'zending: minder dan 18'
            when zending_halve_dagen is not null then 'zending: genoeg'
        end as zending,
        case
            when not greatest(w_code_halve_dagen, {{ minimum }}) = w_code_halve_dagen then 'W-code: minder dan 18'
            when w_code_halve_dagen is not null then 'W-code: genoeg'
        end as w_code,
        1 as n,
        stageregistratie is not null as is_known_year
    from {{ ref('internship_pupils') }}
),

expected as (
    {{
        mart_rows(
            'internship_registration',
            columns + ["zending = 'zending: minder dan 18'", "w_code = 'W-code: minder dan 18'"]
        )
    }}
    union all
    {{
        figure(
            'txt_003', ['schooljaar'], ['zending: minder dan 18'], categorie='zending',
            where='is_p_obl and is_known_year'
        )
    }}
    union all
    {{
        figure(
            'txt_003', ['schooljaar'], ['W-code: minder dan 18'], categorie='w_code',
            where='is_p_obl and is_known_year'
        )
    }}
),

found as (
    {{
        mart_rows(
            'internship_registration', columns + ['is_zending_below_minimum', 'is_w_code_below_minimum'],
            source=ref('internship_registration'), n='n_leerlingen'
        )
    }}
    union all
    {{ figures_found(['txt_003']) }}
),

{{ check_figures() }}
