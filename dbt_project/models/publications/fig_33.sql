with counted as (
    select
        schooljaar,
        onderwijsvorm,
        studiegebied,
        'eerste werkgever is stagegever' as categorie,
        sum(case when is_bij_stagegever then n_leavers else 0 end) as aantal,
        sum(n_leavers) as noemer
    from {{ ref('internship_employer') }}
    -- R70: known only for those with a company number
    where
        is_bij_stagegever is not null
        and onderwijsvorm = 'BSO'
        and studiegebied in {{ three_study_areas() }}
    group by schooljaar, onderwijsvorm, studiegebied
)

{{ cells_of('fig_33', ['schooljaar', 'onderwijsvorm', 'studiegebied']) }}
